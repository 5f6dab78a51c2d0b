namespace SecureText.Simulator;

/// <summary>How many parts the network cuts a text into.</summary>
internal static class Segments
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
        + "abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extended = "\f^{}\\[~]|€";

    internal static int Count(string text)
    {
        var septets = 0;
        foreach (var c in text)
        {
            if (Basic.Contains(c)) septets++;
            else if (Extended.Contains(c)) septets += 2;
            else return Parts(text.Length, 70, 67);
        }

        return Parts(septets, 160, 153);
    }

    private static int Parts(int length, int alone, int joined) =>
        length <= alone ? 1 : (length + joined - 1) / joined;
}
