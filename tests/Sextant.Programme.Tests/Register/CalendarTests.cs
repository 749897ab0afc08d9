using Sextant.Programme.Register;

namespace Sextant.Programme.Tests.Register;

public sealed class CalendarTests
{
    private static readonly ProgrammeCalendar VietNamese = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh"));

    [Fact]
    public void A_day_ends_at_17_UTC()
    {
        DateTimeOffset end = VietNamese.EndOf(new DateOnly(2025, 6, 30));
        Assert.Equal(new DateTimeOffset(2025, 6, 30, 17, 0, 0, TimeSpan.Zero), end);
        Assert.Equal(new DateOnly(2025, 7, 1), VietNamese.DateOf(end));
        Assert.Equal(new DateOnly(2025, 6, 30), VietNamese.DateOf(end.AddTicks(-1)));
    }

    [Theory]
    [InlineData("2025-12-28T16:59:59Z", "2025-W52")]
    [InlineData("2025-12-28T17:00:00Z", "2026-W01")]
    [InlineData("2027-01-03T16:59:59Z", "2026-W53")]
    [InlineData("2027-01-03T17:00:00Z", "2027-W01")]
    public void Weeks_are_ISO_weeks_of_the_zone(string instant, string week) =>
        Assert.Equal(week, VietNamese.WeekOf(DateTimeOffset.Parse(instant)).ToString());

    [Theory]
    [InlineData("2026-11-22", "2026-11-22T16:59:59.999999Z")]
    [InlineData("2026-11-22T10:30", "2026-11-22T03:30:00Z")]
    [InlineData("2026-11-22T10:30:15", "2026-11-22T03:30:15Z")]
    [InlineData("2026-11-22T03:30:00Z", "2026-11-22T03:30:00Z")]
    [InlineData("2026-11-22T10:30:00.5+07:00", "2026-11-22T03:30:00.5Z")]
    [InlineData("0001-01-01T00:00Z", null)]
    [InlineData("9999-12-31", null)]
    [InlineData("22/11/2026", null)]
    [InlineData("yesterday", null)]
    public void A_moment_is_read_in_the_zone_or_with_its_own_offset(string text, string? instant) =>
        Assert.Equal(instant is null ? null : DateTimeOffset.Parse(instant), VietNamese.InstantOf(text));

    [Fact]
    public void What_was_known_last_ends_a_day_before_its_end()
    {
        var day = new DateOnly(2026, 11, 22);
        var noon = new DateTimeOffset(2026, 11, 22, 5, 0, 0, TimeSpan.Zero);
        Assert.Equal(noon, VietNamese.EndOf(new AsOf(day, noon)));
        Assert.Equal(VietNamese.EndOf(day), VietNamese.EndOf(new AsOf(day, noon.AddDays(3))));
        Assert.Equal(VietNamese.EndOf(day), VietNamese.EndOf(new AsOf(day)));
    }

    [Theory]
    [InlineData("Asia/Beirut", 2024)]
    [InlineData("America/Havana", 2024)]
    [InlineData("America/Santiago", 2024)]
    [InlineData("Europe/Berlin", 2024)]
    [InlineData("Asia/Ho_Chi_Minh", 2024)]
    public void Days_meet_without_gap_or_overlap(string zone, int year)
    {
        var calendar = new ProgrammeCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            DateTimeOffset end = calendar.EndOf(day);
            Assert.Equal(day, calendar.DateOf(end.AddTicks(-1)));
            Assert.Equal(day.AddDays(1), calendar.DateOf(end));
        }
    }

    [Fact]
    public void The_ends_of_time_have_an_end()
    {
        Assert.Equal(DateTimeOffset.MaxValue, VietNamese.EndOf(DateOnly.MaxValue));
        _ = VietNamese.EndOf(DateOnly.MinValue);
    }
}
