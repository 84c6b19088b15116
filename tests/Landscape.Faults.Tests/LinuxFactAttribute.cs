namespace Landscape.Faults.Tests;

/// <summary>What a fault needs of the machine besides Linux.</summary>
internal enum Needs
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A pseudo-terminal: the command <c>script</c> of util-linux.</summary>
    Terminal,

    /// <summary>To mount file systems: root, and a container that may.</summary>
    Mounts,
}

/// <summary>A test that is skipped, with the reason, on a machine where its fault cannot be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute(Needs needs = Needs.Nothing)
    {
        Skip = !OperatingSystem.IsLinux() ? LinuxTheoryAttribute.WhyLinux
            : needs == Needs.Terminal && !Machine.HasTerminals ? "the command 'script' of util-linux, which makes a pseudo-terminal, is not installed"
            : needs == Needs.Mounts && !Machine.MayMount ? "mounting a file system is not permitted here (it takes root, in a container the capability too)"
            : null;
    }
}

/// <summary>The same for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    internal const string WhyLinux = "processes are watched through /proc, which Linux alone has";

    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : WhyLinux;
}
