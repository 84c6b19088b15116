using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Landscape.Staging.Hosting;

/// <summary>The surroundings of a stage's process: its log, its end by order, and what becomes of its exceptions.</summary>
internal sealed class HostProcess : IDisposable
{
    /// <summary>Long enough for the log to be written, short enough to count as at once.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource cancellation = new();
    private readonly string stage;
    private readonly Logger log;

    /// <summary>Opens the log, in place of an older one.</summary>
    public HostProcess(RunRequest request)
    {
        stage = request.Stage;
        Directory.CreateDirectory(Path.GetDirectoryName(request.Log)!);
        File.Delete(request.Log);
        log = LoggerTo(request.Log);
    }

    /// <summary>Does the work, and turns what happens into one line and an exit code.</summary>
    /// <param name="work">The work.</param>
    /// <param name="failed">Gets the exception, unless the work was stopped.</param>
    public int Run(Action<ILogger, CancellationToken> work, Action<Exception> failed)
    {
        try
        {
            work(log, cancellation.Token);
            return ExitCode.Success;
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception failure)
        {
            var code = CodeOf(failure);
            log.Debug(failure, "{Stage:l} ended with exit code {Code}", stage, code);
            log.Error("{Stage:l}: {Message:l}", stage, OneLine.Of(failure));
            failed(failure);
            return code;
        }
    }

    /// <summary>Ends the process, whatever an item is doing.</summary>
    /// <param name="last">Is done last.</param>
    public void Stop(Action last)
    {
        log.Error("{Stage:l}: cancelled", stage);
        cancellation.Cancel();
        Thread.Sleep(Grace);
        log.Dispose();
        last();
        Environment.Exit(ExitCode.Cancelled);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        log.Dispose();
        cancellation.Dispose();
    }

    private static int CodeOf(Exception failure) => failure switch
    {
        UsageException => ExitCode.BadConfiguration,
        DamagedInputException => ExitCode.DamagedInput,
        _ => ExitCode.StageFailed,
    };

    /// <summary>Plain lines on the console, everything with times and stack traces in the file.</summary>
    private static Logger LoggerTo(string file) => new LoggerConfiguration()
        .MinimumLevel.Debug()
        .WriteTo.Console(
            restrictedToMinimumLevel: LogEventLevel.Information,
            outputTemplate: "{Message:lj}{NewLine}",
            formatProvider: CultureInfo.InvariantCulture,
            standardErrorFromLevel: LogEventLevel.Warning,
            theme: Serilog.Sinks.SystemConsole.Themes.ConsoleTheme.None)
        .WriteTo.File(
            file,
            outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {Message:lj}{NewLine}{Exception}",
            formatProvider: CultureInfo.InvariantCulture)
        .CreateLogger();
}
