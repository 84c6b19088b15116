using System.Runtime.InteropServices;

namespace Landscape.Staging.Hosting;

/// <summary><c>run</c>: runs one stage as a request says.</summary>
internal static class RunCommand
{
    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The request's path.</param>
    /// <param name="standardInput">Held open by the parent; its end means that the parent died or wants us to stop.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, Stream standardInput)
    {
        var request = RunRequest.Read(arguments is [var path] ? path : throw new UsageException("expected: run <request.json>"));
        using var process = new HostProcess(request);
        StopAtEnd(standardInput, process);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop); // a terminal sends it to everyone in the foreground
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return process.Run((log, cancellation) => StageRun.Execute(request, log, TimeProvider.System, cancellation, ShardExecutors.Of(request)), _ => { });

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            process.Stop(() => { });
        }
    }

    private static void StopAtEnd(Stream standardInput, HostProcess process)
    {
        void Watch()
        {
            var buffer = new byte[256];
            while (standardInput.Read(buffer) > 0)
            {
            }

            process.Stop(() => { });
        }

        new Thread(Watch) { IsBackground = true, Name = "parent" }.Start();
    }
}
