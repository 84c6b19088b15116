using System.Globalization;
using Serilog;
using Serilog.Events;

namespace Landscape.Staging.Hosting;

/// <summary><c>run</c>: runs one stage as a request says, and turns what happens into one line and an exit code.</summary>
internal static class RunCommand
{
    /// <summary>Long enough for the log to be written, short enough to count as at once.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The request's path.</param>
    /// <param name="standardInput">Held open by the parent; its end means that the parent died or wants us to stop.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, Stream standardInput)
    {
        var request = RunRequest.Read(arguments is [var path] ? path : throw new UsageException("expected: run <request.json>"));
        Directory.CreateDirectory(Path.GetDirectoryName(request.Log)!);
        File.Delete(request.Log);
        using var log = Logger(request.Log);
        using var cancellation = new CancellationTokenSource();
        StopAtEnd(standardInput, cancellation, request.Stage, log);
        return Execute(request, log, cancellation.Token);
    }

    private static int Execute(RunRequest request, ILogger log, CancellationToken cancellation)
    {
        try
        {
            StageRun.Execute(request, log, TimeProvider.System, cancellation);
            return ExitCode.Success;
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception failure)
        {
            var code = failure switch
            {
                UsageException => ExitCode.BadConfiguration,
                DamagedInputException => ExitCode.DamagedInput,
                _ => ExitCode.StageFailed,
            };
            log.Debug(failure, "{Stage:l} ended with exit code {Code}", request.Stage, code);
            log.Error("{Stage:l}: {Message:l}", request.Stage, OneLine.Of(failure));
            return code;
        }
    }

    /// <summary>Plain lines on the console, everything with times and stack traces in the file.</summary>
    private static Serilog.Core.Logger Logger(string file) => new LoggerConfiguration()
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

    private static void StopAtEnd(Stream standardInput, CancellationTokenSource cancellation, string stage, Serilog.Core.Logger log)
    {
        void Watch()
        {
            var buffer = new byte[256];
            while (standardInput.Read(buffer) > 0)
            {
            }

            log.Error("{Stage:l}: cancelled", stage);
            cancellation.Cancel();
            Thread.Sleep(Grace);
            log.Dispose();
            Environment.Exit(ExitCode.Cancelled);
        }

        new Thread(Watch) { IsBackground = true, Name = "parent" }.Start();
    }
}
