namespace Landscape.Staging.Tests;

/// <summary>Small random damage to a YAML text: characters put in, taken out or replaced, lines shuffled or repeated, the end cut off.</summary>
internal static class TextMutation
{
    private const string Alphabet = " \n\t:-{}[],&*!|>'\"%@`#?~<.0123456789eE+xinfNaultrs\\\u00fc\u2028\ud83d\u0000\r";

    /// <summary>One to seven of them.</summary>
    public static string Several(string text, Random random) => Enumerable.Range(0, random.Next(1, 8)).Aggregate(text, (mutated, _) => One(mutated, random));

    private static string One(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var lines = text.Split('\n');
        switch (random.Next(6))
        {
            case 0:
                return text.Insert(at, $"{Alphabet[random.Next(Alphabet.Length)]}");
            case 1:
                return text[..at] + text[Math.Min(text.Length, at + random.Next(1, 10))..];
            case 2:
                return text.Remove(Math.Max(0, at - 1), Math.Min(1, at)).Insert(Math.Max(0, at - 1), $"{Alphabet[random.Next(Alphabet.Length)]}");
            case 3:
                random.Shuffle(lines);
                return string.Join('\n', lines);
            case 4:
                return string.Join('\n', lines.Append(lines[random.Next(lines.Length)]));
            default:
                return text[..at];
        }
    }
}
