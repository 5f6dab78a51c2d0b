using SecureText.Audit;

namespace SecureText.Verify.Logs;

/// <summary>
/// Three days of a small clinic: two writers on the first day, one with two blobs; one on the second that dies and is
/// explained on the third; a new key on the third. 600 entries, so two full tiles and a partial one.
/// </summary>
internal sealed class SampleLog : IDisposable
{
    public const string Ada = "ada0";
    public const string Ben = "ben0";
    public const string Cyd = "cyd0";
    public const string Dan = "dan0";

    public const string AdaFirst = "journal/2026/11/20/ada0-0001.jsonl";
    public const string AdaSecond = "journal/2026/11/20/ada0-0002.jsonl";
    public const string BenOnly = "journal/2026/11/20/ben0-0001.jsonl";
    public const string CydOnly = "journal/2026/11/21/cyd0-0001.jsonl";
    public const string DanOnly = "journal/2026/11/22/dan0-0001.jsonl";

    private static readonly Lazy<SampleLog> Made = new(() => new SampleLog());

    public SampleLog()
    {
        Builder = new LogBuilder(Log);
        var ada = Builder.Begin(Ada);
        var ben = Builder.Begin(Ben);
        ada.Say(30);
        ben.Say(20);
        Builder.Turn();
        Builder.Turn();
        ada.Say(10);
        ada.NextBlob();
        ada.Say(150);
        ben.Say(45);
        Builder.Turn();
        ada.Close();
        ben.Say();
        ben.Close();
        Builder.Turn();
        Builder.Now = Builder.Now.AddDays(1);
        var cyd = Builder.Begin(Cyd);
        for (var i = 0; i < 4; i++)
        {
            cyd.Say(50);
            Builder.Turn();
            if (i == 0) Kept = Builder.Newest.Bytes;
        }

        Builder.Now = Builder.Now.AddDays(1);
        Builder.RotateKey();
        var dan = Builder.Begin(Dan);
        dan.Say(100);
        Builder.Turn();
        dan.Say(WriterEnd.Abandoned(Cyd, cyd.Seq, Builder.Now));
        dan.Say(600 - (int)Builder.Size - 1);
        Builder.Turn();
        DanWriter = dan;
    }

    /// <summary>For tests that tamper with a copy.</summary>
    public static SampleLog Shared => Made.Value;

    public MemoryLog Log { get; } = new();

    public LogBuilder Builder { get; }

    /// <summary>Still writes.</summary>
    public BuiltWriter DanWriter { get; }

    /// <summary>A checkpoint that an auditor kept from the second day.</summary>
    public byte[] Kept { get; } = [];

    public void Dispose() => Builder.Dispose();
}
