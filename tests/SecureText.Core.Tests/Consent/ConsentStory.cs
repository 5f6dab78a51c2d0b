namespace SecureText.Consent;

/// <summary>
/// The rules told the plain way: sort the records by time, withdrawals last within an instant, and change a state step by
/// step. Slow and obvious, to be compared with the fold.
/// </summary>
internal sealed class ConsentStory
{
    public bool Stopped { get; private set; }

    public bool Paused { get; private set; }

    public Dictionary<MessageClass, ConsentStatus> Classes { get; } =
        Enum.GetValues<MessageClass>().ToDictionary(one => one, _ => ConsentStatus.Unknown);

    public static ConsentStory Tell(IEnumerable<ConsentRecord> records)
    {
        var story = new ConsentStory();
        foreach (var record in records.OrderBy(record => record.At).ThenBy(IsNo)) story.Next(record);
        return story;
    }

    private static bool IsNo(ConsentRecord record) => record.Change is ConsentChange.Withdrawn or ConsentChange.ReviewAsked;

    private void Next(ConsentRecord record)
    {
        switch (record.Change)
        {
            case ConsentChange.ReviewAsked:
                Paused = true;
                break;
            case ConsentChange.ReviewClosed:
                Paused = false;
                break;
            case ConsentChange.Withdrawn when record.IsGlobal:
                Stopped = true;
                break;
            case ConsentChange.Withdrawn:
                foreach (var one in record.Classes) Classes[one] = ConsentStatus.Withdrawn;
                break;
            case ConsentChange.Granted when record.Source is ConsentSource.Keyword or ConsentSource.Staff or ConsentSource.Form:
                foreach (var one in record.Classes) Classes[one] = ConsentStatus.Granted;
                if (!record.IsGlobal) break;
                (Stopped, Paused) = (false, false);
                Classes[MessageClass.Conversation] = ConsentStatus.Granted;
                break;
            case ConsentChange.Granted when record.Source is ConsentSource.PatientInitiated or ConsentSource.Import:
                var only = record.IsGlobal || record.Source == ConsentSource.PatientInitiated
                    ? [MessageClass.Conversation]
                    : record.Classes.ToArray();
                foreach (var one in only.Where(one => Classes[one] == ConsentStatus.Unknown)) Classes[one] = ConsentStatus.Granted;
                break;
            default:
                break;
        }
    }
}
