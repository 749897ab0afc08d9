using System.Globalization;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Schedules;

namespace Sextant.Measurement.Tests.Schedules;

public sealed class CronRuleTests
{
    private static readonly TimeZoneInfo Hanoi = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0 20 * * SUN", "2026-11-22T00:00:00+07:00", "2026-11-22T20:00:00+07:00")]
    [InlineData("0 20 * * 7", "2026-11-22T20:00:00+07:00", "2026-11-29T20:00:00+07:00")] // after, not at
    [InlineData("*/15 * * * *", "2026-11-22T10:14:59+07:00", "2026-11-22T10:15:00+07:00")]
    [InlineData("5/20 3 * * *", "2026-11-22T03:25:00+07:00", "2026-11-22T03:45:00+07:00")]
    [InlineData("30 2 1-7 * *", "2026-11-08T00:00:00+07:00", "2026-12-01T02:30:00+07:00")]
    [InlineData("0 0 13 * FRI", "2026-11-22T00:00:00+07:00", "2026-11-27T00:00:00+07:00")] // either the 13th or a Friday: crontab(5)
    [InlineData("0 0 */2 * MON", "2026-11-22T00:00:00+07:00", "2026-11-23T00:00:00+07:00")] // an odd day that is a Monday: a * restricts no day
    [InlineData("0 0 29 2 *", "2026-11-22T00:00:00+07:00", "2028-02-29T00:00:00+07:00")]
    [InlineData("0 6 * JAN,jul 1-5", "2026-11-22T00:00:00+07:00", "2027-01-01T06:00:00+07:00")]
    [InlineData("@monthly", "2026-11-22T00:00:00+07:00", "2026-12-01T00:00:00+07:00")]
    [InlineData("@yearly", "2026-12-31T23:59:59+07:00", "2027-01-01T00:00:00+07:00")]
    public void The_next_time_is_that_of_crontab(string text, string after, string next)
    {
        Assert.True(CronRule.TryParse(text, out CronRule? rule));
        Assert.Equal(At(next), rule.Next(At(after), Hanoi));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 20 * *")]
    [InlineData("0 20 * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("5-3 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("1,,2 * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("1-2-3 * * * *")]
    [InlineData("* * * MONDAY *")]
    [InlineData("0 0 30 2 *")] // never
    [InlineData("@reboot")]
    [InlineData("99999999999 * * * *")]
    public void What_is_no_rule_is_refused(string text) => Assert.False(CronRule.TryParse(text, out _));

    [Fact]
    public void A_time_the_clock_jumps_over_is_due_when_the_jump_ends_and_one_that_comes_twice_once()
    {
        Assert.True(CronRule.TryParse("30 2 * * *", out CronRule? rule));
        // 29 March 2026: from 2:00 to 3:00. 25 October 2026: 2:30 at 00:30 and 01:30 UTC.
        Assert.Equal(At("2026-03-29T03:00:00+02:00"), rule.Next(At("2026-03-28T12:00:00+01:00"), Berlin));
        Assert.Equal(At("2026-03-30T02:30:00+02:00"), rule.Next(At("2026-03-29T03:00:00+02:00"), Berlin));
        Assert.Equal(At("2026-10-25T00:30:00Z"), rule.Next(At("2026-10-24T12:00:00Z"), Berlin));
        Assert.Equal(At("2026-10-26T01:30:00Z"), rule.Next(At("2026-10-25T00:30:00Z"), Berlin));
        Assert.Equal(At("2026-10-26T01:30:00Z"), rule.Next(At("2026-10-25T01:10:00Z"), Berlin)); // while 2:10 is shown for the second time
    }

    [Theory]
    [InlineData("* * * * *", "2026-11-22T10:00:00Z")]
    [InlineData("0 20 * * SUN", "2026-11-15T13:00:00Z")]
    public void Of_missed_times_the_last_is_found(string text, string last)
    {
        Assert.True(CronRule.TryParse(text, out CronRule? rule));
        Assert.Equal(At(last), rule.Latest(At("2026-01-01T00:00:00Z"), At("2026-11-22T10:00:59Z"), Hanoi));
        Assert.Null(rule.Latest(At(last), At(last), Hanoi));
    }

    [Theory]
    [InlineData("22:00-06:00", "2026-11-22T22:00:00+07:00", true)]
    [InlineData("22:00-06:00", "2026-11-22T05:59:59+07:00", true)]
    [InlineData("22:00-06:00", "2026-11-22T06:00:00+07:00", false)]
    [InlineData("22:00-06:00", "2026-11-22T21:59:59+07:00", false)]
    [InlineData("8:30-17:00", "2026-11-22T01:30:00Z", true)]
    [InlineData("8:30-17:00", "2026-11-22T10:00:00Z", false)]
    public void A_window_is_open_from_its_first_moment_and_before_its_last(string hours, string at, bool open)
    {
        Assert.True(DailyWindow.TryParse(hours, Hanoi, out DailyWindow? window));
        Assert.Equal(open, window.Contains(At(at)));
        Assert.Equal(window, DailyWindow.Parse(window.ToString()));
    }

    [Theory]
    [InlineData("22-06")]
    [InlineData("06:00-06:00")]
    [InlineData("22:00")]
    [InlineData("24:00-06:00")]
    public void What_is_no_window_is_refused(string hours) => Assert.False(DailyWindow.TryParse(hours, Hanoi, out _));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
