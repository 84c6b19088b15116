using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Benchmarks;

/// <summary>
/// A Python program of the folder <c>peers</c> in a process of its own, one thread, that answers JSON requests line by line and stays
/// alive, so that peers and our code can be timed in turns.
/// </summary>
internal sealed class Peer : IDisposable
{
    /// <summary>Names the Python that runs the peers where it is not Debian's.</summary>
    public const string PythonVariable = "LANDSCAPE_BENCH_PYTHON";

    private readonly Process process;

    private Peer(Process process, string version)
    {
        this.process = process;
        Version = version;
    }

    /// <summary>Name and version of the library that answers.</summary>
    public string Version { get; private set; }

    /// <summary>Starts a peer; null, with the reason and the remedy printed, if it is not installed.</summary>
    /// <param name="peers">Where it is noted whether the peer answers.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="packages">Debian packages that bring it.</param>
    /// <param name="script">File name in <c>peers</c>.</param>
    /// <param name="libraries">Folders searched first for shared libraries (which BLAS), or null.</param>
    public static Peer? Start(PeerRegister peers, string name, string packages, string script, string? libraries = null)
    {
        Peer? peer = null;
        try
        {
            peer = new Peer(Launch(script, libraries), name);
            peer.Version = (string)peer.Ask("version")["version"]!;
            peers.AddFound(name);
            return peer;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            peer?.Dispose();
            peers.AddMissing(name, packages, error.Message);
            return null;
        }
    }

    /// <summary>Starts a peer on OpenBLAS, which must be installed too.</summary>
    public static Peer? StartOnOpenBlas(PeerRegister peers, string name, string packages, string script)
    {
        const string Package = "libopenblas0-serial";
        if (Directory.Exists(Blas.OpenBlas))
        {
            return Start(peers, name, $"{packages} {Package}", script, Blas.OpenBlas);
        }

        peers.AddMissing(name, $"{packages} {Package}", $"no folder {Blas.OpenBlas}");
        return null;
    }

    /// <summary>Calls a function of the peer and returns its answer.</summary>
    /// <exception cref="InvalidOperationException">The peer ended instead; the message is its last line on stderr.</exception>
    public JsonObject Ask(string function, object? arguments = null)
    {
        var request = JsonSerializer.SerializeToNode(arguments ?? new object(), Json.Options)!.AsObject();
        request["do"] = function;
        try
        {
            process.StandardInput.WriteLine(request.ToJsonString(Json.Options));
            process.StandardInput.Flush();
            var answer = process.StandardOutput.ReadLine();
            return answer is null ? throw Ended() : JsonNode.Parse(answer)!.AsObject();
        }
        catch (IOException)
        {
            throw Ended();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The peer ended before it read the last request.
        }

        process.WaitForExit();
        process.Dispose();
    }

    private static Process Launch(string script, string? libraries)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable(PythonVariable) ?? "/usr/bin/python3")
        {
            ArgumentList = { "-u", Path.Combine(AppContext.BaseDirectory, "peers", script) },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        if (libraries is not null)
        {
            start.Environment["LD_LIBRARY_PATH"] = libraries;
        }

        return Process.Start(start)!;
    }

    private InvalidOperationException Ended()
    {
        process.WaitForExit();
        return new InvalidOperationException(process.StandardError.ReadToEnd().TrimEnd().Split('\n')[^1]);
    }
}
