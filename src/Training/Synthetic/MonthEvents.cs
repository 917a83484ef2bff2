namespace HealthScore.Training.Synthetic;

/// <summary>What happened in one month to many accounts at once.</summary>
/// <param name="OutageOf">Index of the product line that was down; null for none.</param>
/// <param name="OutageOfAll">Every product line was down.</param>
/// <param name="PriceRise">Prices rose, once a year.</param>
internal sealed record MonthEvents(int? OutageOf, bool OutageOfAll, bool PriceRise)
{
    public static MonthEvents[] Draw(GeneratorSettings settings, int productLines)
    {
        var events = new MonthEvents[settings.Months];
        for (var month = 0; month < events.Length; month++)
        {
            var chance = new CounterStream(settings.Seed, StreamPurpose.MonthEvents, month);
            var all = chance.Happens(0.01);
            int? line = chance.Happens(0.08) ? chance.Below(productLines) : null;
            events[month] = new MonthEvents(line, all, PriceRise: month % 12 == 6);
        }

        return events;
    }

    public bool Outage(int productLine) => OutageOfAll || OutageOf == productLine;
}
