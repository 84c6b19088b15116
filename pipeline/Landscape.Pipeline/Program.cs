using Landscape.Pipeline;
using Landscape.Pipeline.Bundling;

// What the scripts of a bag call. People who have a checkout use ./build.sh.
try
{
    switch (args)
    {
        case ["verify-bag", var bag]:
            new BagVerification(Path.GetFullPath(bag), Console.WriteLine).Run(CancellationToken.None);
            return 0;
        case ["compare-bag", var bag, var checkout]:
            return new BagComparison(Path.GetFullPath(bag), new Repository(checkout), Console.WriteLine).Run() ? 0 : 1;
        default:
            Console.Error.WriteLine("expected: verify-bag BAG, or compare-bag BAG CHECKOUT");
            return PipelineException.Refused;
    }
}
catch (Exception e) when (e is PipelineException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"refused: {e.Message}");
    return 1;
}
