namespace Sextant.Programme.Sources;

/// <summary>A delivery that was imported.</summary>
/// <param name="Names">Names of its files.</param>
/// <param name="Points">Points kept.</param>
/// <param name="Economies">Economies that it speaks of; a rank needs them.</param>
/// <param name="Terms">What the files say of their reuse.</param>
/// <param name="UndoneAt">When it was undone; null: it stands.</param>
public sealed record OutsideDelivery(
    string Key, string Publisher, string Names, DateOnly FirstDay, DateOnly LastDay, int Points, int Economies, string? Terms, DateTimeOffset ImportedAt, string ImportedBy,
    DateTimeOffset? UndoneAt, string? UndoneReason);

/// <summary>Files of a publisher, as they are handed in.</summary>
/// <param name="Publisher">One of <see cref="OutsideSeries.Publishers"/>.</param>
/// <param name="Day">Of which day figures are whose file does not say so.</param>
public sealed record OutsideOrder(string Publisher, DateOnly? Day, IReadOnlyList<OutsideContent> Files);

/// <summary>A delivery that was checked and waits to be taken.</summary>
/// <param name="By">Key of the person who handed it in.</param>
public sealed record OutsideWaiting(string Key, string Publisher, DateOnly? Day, string Names, DateTimeOffset At, string By);

/// <summary>What a delivery would bring.</summary>
/// <param name="Points">Points that would be kept.</param>
/// <param name="Economies">Economies that it speaks of.</param>
/// <param name="Newest">The country's newest figure of each series in it, with what stands for that day now.</param>
/// <param name="Days">Of the country's and the world's days: those without a figure yet, those whose figure changes, and those that stay.</param>
public sealed record OutsidePreview(DateOnly FirstDay, DateOnly LastDay, int Points, int Economies, IReadOnlyList<(OutsidePoint Brought, decimal? Stands)> Newest, (int New, int Changed, int Same) Days)
{
    /// <summary>Whether anything of it is of the country, its networks or the world: a file of others alone changes no figure.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>A country's place among the economies of one file on one day: 1 and the number of those strictly above.</summary>
/// <param name="World">Its place.</param>
/// <param name="OfWorld">Economies ranked.</param>
/// <param name="Asean">Its place within ASEAN; null of a country outside.</param>
/// <param name="OfAsean">Members ranked.</param>
/// <param name="File">Key of the delivery.</param>
public sealed record OutsideRank(string Series, DateOnly Day, decimal Value, int World, int OfWorld, int? Asean, int OfAsean, string File);

/// <summary>One network's figures on its newest day.</summary>
/// <param name="Samples">Within the window of 30 days.</param>
public sealed record OutsideNetwork(long Number, DateOnly Day, decimal Capable, decimal Preferred, decimal Samples);

/// <summary>What others measured of a country, as of a day.</summary>
/// <param name="Country">Its code.</param>
/// <param name="Points">The country's own points, each series by day; of a day that came in several deliveries, the newest delivery's.</param>
/// <param name="Ranks">By series, where the newest delivery holds other economies of the same day.</param>
/// <param name="Networks">Its networks with enough samples, the largest first.</param>
/// <param name="Hidden">Networks with too few samples to be shown.</param>
public sealed record OutsideState(string Country, IReadOnlyList<OutsidePoint> Points, IReadOnlyList<OutsideRank> Ranks, IReadOnlyList<OutsideNetwork> Networks, int Hidden)
{
    /// <summary>Fewer than 1,000 samples in the window are not shown and not ranked: a share of so few moves by points from day to day.</summary>
    public const int LeastSamples = 1000;

    /// <summary>Nothing was imported.</summary>
    public static OutsideState None { get; } = new("", [], [], [], 0);

    /// <summary>The newest point of a series.</summary>
    public OutsidePoint? Newest(string series) => Points.Where(point => point.Series == series).MaxBy(point => point.Day);

    /// <summary>The country's place by a series.</summary>
    public OutsideRank? Rank(string series) => Ranks.FirstOrDefault(rank => rank.Series == series);
}
