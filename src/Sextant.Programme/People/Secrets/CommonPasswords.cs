using System.Collections.Frozen;

namespace Sextant.Programme.People;

/// <summary>
/// Passwords of 12 characters and more that everybody tries first: keyboard rows, repeated words and what officials in Viet Nam pick. Compared without
/// case and without what is not a letter or digit. A short list of our own; the limit of guesses does the rest.
/// </summary>
internal static class CommonPasswords
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "123456789012", "1234567890123", "12345678901234", "123456123456", "123123123123", "112233445566", "121212121212", "987654321098", "098765432109",
        "qwertyuiop12", "qwertyuiop123", "qwertyuiopasdf", "qwertyuiopasdfghjkl", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "qazwsxedcrfv", "zaq12wsxcde3",
        "password1234", "password12345", "password123456", "passwordpassword", "administrator", "administrator1", "administrator123", "admin1234567", "admin12345678", "adminadmin123",
        "matkhau12345", "matkhau123456", "matkhaumatkhau", "vietnam12345", "vietnam123456", "vietnamvodich", "vietnam2025!", "vietnam2026vietnam", "xinchaovietnam", "anhyeuem1234", "anhyeuemnhieu", "emyeuanhnhieu",
        "hanoivietnam", "saigonvietnam", "hochiminh1975", "thanhphohochiminh", "iloveyou1234", "iloveyouiloveyou", "letmein12345", "welcome12345", "welcome123456", "changeme1234", "abcdefghijkl", "abcdefghijklm",
        "abcd12345678", "abc123abc123", "abcabcabcabc", "sextant12345", "sextantsextant", "ipv6vietnam1", "ipv6ipv6ipv6", "congnghethongtin", "chuyendoiso2025", "chuyendoiso2026", "ubndtinh12345",
    }.ToFrozenSet(StringComparer.Ordinal);

    internal static bool Holds(string password) => Words.Contains(string.Concat(password.Where(char.IsLetterOrDigit)).ToLowerInvariant());
}
