namespace Sextant.Net.Http.Bodies;

/// <summary>The places for long bodies in memory, of all fetches together; who asks first has one first.</summary>
internal sealed class BodyPlaces(int most)
{
    private readonly SemaphoreSlim places = new(most);

    public bool TryTake() => places.Wait(0);

    public Task TakeAsync(CancellationToken cancellation) => places.WaitAsync(cancellation);

    public void Leave() => places.Release();
}

/// <summary>One fetch's place among them, once it has one.</summary>
/// <param name="places">All of them.</param>
/// <param name="time">Stands still while a place is waited for: the server is not slow because its bytes are not fetched.</param>
internal sealed class BodyPlace(BodyPlaces places, ExchangeTime time)
{
    private bool taken;

    /// <summary>Takes one, or waits for one; nothing when it has one. Each is held until its own fetch has ended, so that what drips keeps it no longer than that.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public ValueTask TakeAsync()
    {
        if (taken || (taken = places.TryTake()))
        {
            return ValueTask.CompletedTask;
        }

        return WaitAsync();
    }

    /// <summary>Gives it back.</summary>
    public void Leave()
    {
        if (taken)
        {
            taken = false;
            places.Leave();
        }
    }

    private async ValueTask WaitAsync()
    {
        await time.HoldAsync(places.TakeAsync(time.Outer)).ConfigureAwait(false);
        taken = true;
    }
}
