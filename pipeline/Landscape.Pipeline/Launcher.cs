using System.Globalization;
using System.Runtime.InteropServices;

namespace Landscape.Pipeline;

/// <summary>
/// The process that <c>build.sh</c> became: the SDK's command, which starts Cake and waits for it. When it is killed nobody waits for this run any more,
/// and Cake, which runs this code, has another parent.
/// </summary>
public static partial class Launcher
{
    private const string Variable = "LANDSCAPE_LAUNCHER"; // build.sh sets it to its own process; build.ps1 does not
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    /// <summary>Calls back when the launcher is gone, maybe more than once; does nothing when none is named.</summary>
    public static IDisposable Watch(Action gone)
    {
        var named = int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var launcher);
        return new Timer(_ => CallIf(named && !OperatingSystem.IsWindows() && ParentProcess() != launcher, gone), null, TimeSpan.Zero, Period);
    }

    private static void CallIf(bool isGone, Action gone)
    {
        if (isGone)
        {
            gone();
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ParentProcess();
}
