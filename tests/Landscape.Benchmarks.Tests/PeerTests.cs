namespace Landscape.Benchmarks.Tests;

/// <summary>Peers that are not installed: no exception, but a null, a note and the command that installs them.</summary>
public class PeerTests
{
    // A program that does not exist, and one that ends at once as Python does where a module is missing.
    [Theory]
    [InlineData("/nonexistent/python3")]
    [InlineData("/bin/false")]
    public void A_peer_that_does_not_answer_is_null_and_reported_with_the_command_that_installs_it(string python)
    {
        var (messages, peers) = (new StringWriter(), new PeerRegister());
        var (variable, errors) = (Environment.GetEnvironmentVariable(Peer.PythonVariable), Console.Error);
        try
        {
            Environment.SetEnvironmentVariable(Peer.PythonVariable, python);
            Console.SetError(messages);
            Assert.Null(Peer.Start(peers, "PyTorch", "python3-torch", "kernel_torch.py"));
        }
        finally
        {
            Console.SetError(errors);
            Environment.SetEnvironmentVariable(Peer.PythonVariable, variable);
        }

        Assert.Equal("apt-get install python3-torch", peers.Missing["PyTorch"]);
        Assert.StartsWith("peer missing: PyTorch (", messages.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("; to install it: apt-get install python3-torch\n", messages.ToString(), StringComparison.Ordinal);
        Assert.Empty(peers.Found);
    }
}
