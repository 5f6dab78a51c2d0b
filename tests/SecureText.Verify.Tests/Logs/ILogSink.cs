namespace SecureText.Verify.Logs;

/// <summary>Where a built log goes.</summary>
internal interface ILogSink
{
    /// <summary>Writes a blob.</summary>
    void Put(string name, ReadOnlySpan<byte> bytes);

    /// <summary>Adds to a blob, which may be new.</summary>
    void Append(string name, ReadOnlySpan<byte> bytes);
}
