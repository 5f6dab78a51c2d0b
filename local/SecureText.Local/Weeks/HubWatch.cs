using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace SecureText.Weeks;

/// <summary>
/// Looks from outside at the task hub of the functions: whether an orchestration has something to do now, and when its
/// next timer rings. Reads only the history rows that have changed since the last look.
/// </summary>
internal sealed class HubWatch(TableServiceClient service, string hub)
{
    private const int TaskScheduled = 2;
    private const int TaskCompleted = 3;
    private const int TaskFailed = 4;
    private const int SubOrchestrationCompleted = 6;
    private const int SubOrchestrationFailed = 7;
    private const int TimerCreated = 8;
    private const int TimerFired = 9;
    private const int ExecutionCompleted = 15;

    private static readonly string[] Keys = ["PartitionKey", "RowKey"];
    private static readonly string[] HistoryColumns = ["PartitionKey", "RowKey", "Timestamp", "Events", "Ended", "Generation", "Life"];

    private readonly TableClient history = service.GetTableClient($"{hub}History");
    private readonly TableClient instances = service.GetTableClient($"{hub}Instances");
    private readonly Dictionary<string, Seen> seen = [];
    private DateTimeOffset until = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the hub has to do at <paramref name="now"/>.</summary>
    internal async Task<HubWork> LookAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await LookInsideAsync(now, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The functions make the hub when they start, and none when they have no orchestrations.
            return new HubWork(0, 0, 0, null, 0);
        }
    }

    private async Task<HubWork> LookInsideAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // First the messages, then what came of them: a commit takes a message away and shows its outcome at once.
        var waiting = new HashSet<string>();
        await foreach (var row in history.QueryAsync<TableEntity>("RowKey ge 'm-' and RowKey lt 'p'", null, Keys, cancellationToken))
            waiting.Add(row.PartitionKey);
        await CatchUpAsync(cancellationToken);
        waiting.RemoveWhere(one => seen.TryGetValue(one, out var known) && known.Ended);

        var alive = seen.Values.Where(one => !one.Ended).ToList();
        var timers = alive.SelectMany(one => one.Timers.Values).ToList();
        return new HubWork(
            waiting.Count, alive.Sum(one => one.Activities.Count), timers.Count(at => at <= now),
            timers.Where(at => at > now).Order().Select(at => (DateTimeOffset?)at).FirstOrDefault(), alive.Count);
    }

    /// <summary>Instances that failed, by the name of their orchestrator.</summary>
    internal async Task<IReadOnlyList<string>> FailedAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var row in instances.QueryAsync<TableEntity>(
            "RuntimeStatus eq 'Failed'", null, ["Name"], cancellationToken))
        {
            names.Add(row.GetString("Name"));
        }

        return names;
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"Timestamp ge {until} and RowKey ge 'h-' and RowKey lt 't'");
        var changed = new List<TableEntity>();
        await foreach (var row in history.QueryAsync<TableEntity>(filter, null, HistoryColumns, cancellationToken))
        {
            if (row.Timestamp > until) until = row.Timestamp.Value;
            if (row.RowKey == "sentinel" || row.RowKey.StartsWith("h-", StringComparison.Ordinal)) changed.Add(row);
        }

        foreach (var row in changed.OrderBy(row => row.RowKey != "sentinel").ThenBy(row => row.RowKey, StringComparer.Ordinal))
        {
            if (!seen.TryGetValue(row.PartitionKey, out var known)) seen[row.PartitionKey] = known = new Seen();
            if (row.RowKey == "sentinel") known.Head(row.GetString("Life"), row.GetInt32("Generation") ?? 0, row.GetBoolean("Ended") ?? false);
            else known.Add(row.RowKey, row.GetString("Events"));
        }
    }

    private sealed class Seen
    {
        private readonly HashSet<string> rows = [];
        private int generation;
        private string? life;

        internal bool Ended { get; private set; }

        internal HashSet<int> Activities { get; } = [];

        internal Dictionary<int, DateTimeOffset> Timers { get; } = [];

        internal void Head(string? of, int number, bool ended)
        {
            Ended = ended;

            // What was purged and begun anew counts from the beginning again.
            if (number > generation || (life is not null && of != life)) Begin(number);
            life = of;
        }

        internal void Add(string row, string? events)
        {
            var of = int.Parse(row.AsSpan(2, 8), System.Globalization.CultureInfo.InvariantCulture);
            if (of > generation) Begin(of);
            if (of < generation || !rows.Add(row) || events is null) return;
            using var list = JsonDocument.Parse(events);
            foreach (var one in list.RootElement.EnumerateArray()) Apply(one);
        }

        private void Apply(JsonElement one)
        {
            var task = one.GetProperty("TaskId").GetInt32();
            switch (one.GetProperty("Kind").GetInt32())
            {
                case TaskScheduled:
                    Activities.Add(task);
                    break;
                case TaskCompleted or TaskFailed or SubOrchestrationCompleted or SubOrchestrationFailed:
                    Activities.Remove(task);
                    break;
                case TimerCreated:
                    Timers[task] = one.GetProperty("FireAt").GetDateTime();
                    break;
                case TimerFired:
                    Timers.Remove(task);
                    break;
                case ExecutionCompleted:
                    Activities.Clear();
                    Timers.Clear();
                    break;
            }
        }

        private void Begin(int of)
        {
            generation = of;
            rows.Clear();
            Activities.Clear();
            Timers.Clear();
        }
    }
}

/// <summary>What a task hub has to do.</summary>
/// <param name="Messages">Instances with a message that they have not taken.</param>
/// <param name="Activities">Activities that have not answered.</param>
/// <param name="DueTimers">Timers that should have rung.</param>
/// <param name="Next">When the next timer rings; <c>null</c> when none is set.</param>
/// <param name="Alive">Instances that have not ended.</param>
internal sealed record HubWork(int Messages, int Activities, int DueTimers, DateTimeOffset? Next, int Alive)
{
    internal bool IsIdle => Messages + Activities + DueTimers == 0;
}
