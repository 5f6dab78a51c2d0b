using System.Xml;
using SecureText.Audit.Verification;

namespace SecureText.Verify.Sources;

/// <summary>One page of a container's listing: at most 5,000 names, and where it goes on.</summary>
internal sealed record ListingPage(IReadOnlyList<string> Names, string Next)
{
    private const int MostNames = 5000;

    // A name has at most 1,024 characters; a page has at most 5,000 of them, each with its properties.
    private const long MostCharacters = 64 * 1024 * 1024;

    /// <summary>Reads a page.</summary>
    /// <exception cref="LogUnreadableException">It is no listing.</exception>
    public static async Task<ListingPage> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var settings = new XmlReaderSettings
        {
            Async = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MostCharacters,
            IgnoreWhitespace = true,
        };
        try
        {
            using var reader = XmlReader.Create(content, settings);
            var (names, next, isBlob) = (new List<string>(), string.Empty, false);
            while (await reader.ReadAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.Name == "Blob") isBlob = true;
                // The first name within a blob is its own; properties and tags come behind it.
                if (reader.Name == "Name" && isBlob)
                {
                    isBlob = false;
                    names.Add(await TextAsync(reader));
                    if (names.Count > MostNames) throw new LogUnreadableException("A page of the container's listing is too long.");
                }
                else if (reader.Name == "NextMarker" && !reader.IsEmptyElement)
                {
                    next = await TextAsync(reader);
                }
            }

            return new ListingPage(names, next);
        }
        catch (XmlException wrong)
        {
            throw new LogUnreadableException("The container's listing cannot be read: is this a container's URL?", wrong);
        }
    }

    private static async Task<string> TextAsync(XmlReader reader) =>
        reader.IsEmptyElement || !await reader.ReadAsync() || reader.NodeType != XmlNodeType.Text ? string.Empty : await reader.GetValueAsync();
}
