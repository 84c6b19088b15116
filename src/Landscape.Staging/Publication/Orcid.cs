namespace Landscape.Staging.Publication;

/// <summary>The check character of ORCID iDs, ISO 7064 mod 11-2 (support.orcid.org, "Structure of the ORCID Identifier").</summary>
internal static class Orcid
{
    /// <summary>The form of an iD, without the address.</summary>
    public const string Form = @"\d{4}-\d{4}-\d{4}-\d{3}[\dX]";

    /// <summary>The check character that belongs to the first fifteen digits: x &lt;- 2 (x + digit), c = (12 - x mod 11) mod 11, with X for 10.</summary>
    /// <param name="orcid">An iD of the right <see cref="Form"/>.</param>
    public static char CheckCharacter(string orcid)
    {
        var total = orcid.Where(char.IsAsciiDigit).Take(15).Aggregate(0, (sum, digit) => (sum + digit - '0') * 2 % 11);
        var check = (12 - total) % 11;
        return check == 10 ? 'X' : (char)('0' + check);
    }
}
