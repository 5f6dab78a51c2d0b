namespace SecureText.Weeks;

/// <summary>What a patient does in one campaign, and what must come of it.</summary>
/// <param name="Campaign">The campaign's name in the script.</param>
/// <param name="Branch">Which way through the playbook this is, in words.</param>
/// <param name="Person">Who.</param>
internal sealed record Part(string Campaign, string Branch, Person Person)
{
    /// <summary>What he does about the first of its texts, the second, ...; <c>null</c> or the end of the list is silence.</summary>
    public IReadOnlyList<Deed?> Deeds { get; init; } = [];

    public required Truth Truth { get; init; }
}

/// <summary>What somebody does about a text that came.</summary>
internal delegate Task Deed(Moment moment, CancellationToken cancellationToken);

/// <summary>Who, about which words.</summary>
internal sealed record Moment(Part Part, string Text);

/// <summary>What the clinic's figures must say of one part.</summary>
internal sealed record Truth
{
    /// <summary>Texts that the campaign hands to the carrier.</summary>
    public required int Sent { get; init; }

    public int Failed { get; init; }

    public bool Answered { get; init; }

    public bool Confirmed { get; init; }

    public bool Declined { get; init; }

    public bool Missed { get; init; }

    public bool Kept { get; init; }

    public bool Paid { get; init; }

    /// <summary>After one reminder, which is the second text.</summary>
    public bool PaidAfterOne { get; init; }

    /// <summary>After two reminders.</summary>
    public bool PaidAfterTwo { get; init; }

    public bool Withdrawn { get; init; }

    public bool RedFlag { get; init; }

    /// <summary>A person had to call.</summary>
    public bool Called { get; init; }

    public int? Score { get; init; }

    /// <summary>Texts that do not go because nobody has agreed to them.</summary>
    public int Suppressed { get; init; }
}
