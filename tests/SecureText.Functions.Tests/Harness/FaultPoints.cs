using Azure;

namespace SecureText.Harness;

/// <summary>What happens at the chosen call.</summary>
public enum FaultKind
{
    /// <summary>The service never sees it.</summary>
    FailBefore,

    /// <summary>The service does it; the answer is lost.</summary>
    FailAfter,

    /// <summary>The process dies before it: nothing that it begins afterwards reaches anybody.</summary>
    Kill,

    /// <summary>The service does it and the process dies: at the last call this differs from dying before the next.</summary>
    KillAfter,
}

/// <summary>
/// Counts every call that leaves the program (tables, blobs, journal, carrier) in the order in which they are made, and
/// makes one of them go wrong, once.
/// </summary>
public sealed class FaultPoints
{
    private readonly Lock gate = new();
    private FaultKind kind;
    private int target;
    private int count;
    private bool dead;

    /// <summary>The call that went wrong; null when the scenario has no such call.</summary>
    public string? Hit { get; private set; }

    /// <summary>The calls since <see cref="Arm"/>.</summary>
    public int Count
    {
        get
        {
            lock (gate) return count;
        }
    }

    /// <summary>The process has died and no new one has begun.</summary>
    public bool IsDead
    {
        get
        {
            lock (gate) return dead;
        }
    }

    /// <summary>From now on the <paramref name="nth"/> call, from 1, goes wrong; 0 for none.</summary>
    public void Arm(FaultKind how, int nth)
    {
        lock (gate) (kind, target, count, dead, Hit) = (how, nth, 0, false, null);
    }

    /// <summary>A new process begins.</summary>
    public void Revive()
    {
        lock (gate) dead = false;
    }

    /// <summary>Before a call. Throws when it does not reach the service.</summary>
    /// <returns>Whether the answer is to be lost.</returns>
    public bool Enter(string call)
    {
        lock (gate)
        {
            if (dead) throw new RequestFailedException("This process is dead.");
            if (++count != target) return false;
            Hit = call;
            switch (kind)
            {
                case FaultKind.Kill:
                    dead = true;
                    throw new RequestFailedException("The process died before the call.");
                case FaultKind.FailBefore:
                    throw new RequestFailedException("The call was made to fail.");
                default:
                    return true;
            }
        }
    }

    /// <summary>After a call that the service has done.</summary>
    public void Leave(bool lost)
    {
        if (!lost) return;
        lock (gate)
        {
            if (kind == FaultKind.KillAfter) dead = true;
        }

        throw new RequestFailedException("The answer was made to be lost.");
    }
}
