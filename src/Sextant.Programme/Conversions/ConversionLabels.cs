using Sextant.Programme.Register;

namespace Sextant.Programme.Conversions;

/// <summary>
/// The words of the inventory as people write them, in Vietnamese and English: pages show them, the table that is downloaded has them, and one that is
/// uploaded may have either, with or without accents, or the closed words themselves.
/// </summary>
public static class ConversionLabels
{
    private static readonly Dictionary<string, (string Vietnamese, string English)> Labels = new(StringComparer.Ordinal)
    {
        ["layer.portal"] = ("Cổng thông tin điện tử", "Portal"),
        ["layer.public-services"] = ("Cổng dịch vụ công", "Public-service portal"),
        ["layer.dns"] = ("Tên miền, DNS", "Names, DNS"),
        ["layer.mail"] = ("Thư điện tử", "Mail"),
        ["layer.data-centre"] = ("Trung tâm dữ liệu", "Data centre"),
        ["layer.wan"] = ("Mạng diện rộng (WAN)", "Wide-area network (WAN)"),
        ["layer.lan"] = ("Mạng nội bộ (LAN)", "Local network (LAN)"),
        ["layer.application"] = ("Ứng dụng, hệ thống thông tin", "Application"),
        ["stack.ipv4-only"] = ("Chỉ IPv4", "IPv4 only"),
        ["stack.dual"] = ("Song song IPv4/IPv6", "Dual stack"),
        ["stack.ipv6-mostly"] = ("Chủ yếu IPv6", "IPv6 mostly"),
        ["stack.ipv6-only"] = ("Chỉ IPv6", "IPv6 only"),
        ["stack.unknown"] = ("Chưa rà soát", "Not looked at"),
        ["capability.ready"] = ("Sẵn sàng", "Ready"),
        ["capability.upgrade"] = ("Cần nâng cấp", "Needs an upgrade"),
        ["capability.replace"] = ("Cần thay thế", "Needs replacing"),
        ["capability.unknown"] = ("Chưa đánh giá", "Not assessed"),
        ["column.name"] = ("Tên hệ thống", "System"),
        ["column.layer"] = ("Lớp", "Layer"),
        ["column.stack"] = ("Hiện trạng", "Stack"),
        ["column.capability"] = ("Khả năng hỗ trợ IPv6", "Capability"),
        ["column.stage"] = ("Giai đoạn", "Stage"),
        ["column.remark"] = ("Ghi chú", "Remark"),
    };

    /// <summary>What a word of a group (<c>layer</c>, <c>stack</c>, <c>capability</c>, <c>column</c>) is called.</summary>
    public static string Of(string group, string word, string language) =>
        Labels.TryGetValue($"{group}.{word}", out (string Vietnamese, string English) label) ? language == "en" ? label.English : label.Vietnamese : word;

    /// <summary>The word that somebody wrote; null: none of the group.</summary>
    internal static string? Read(string group, string written)
    {
        string folded = Folded.Of(written);
        foreach ((string key, (string vietnamese, string english)) in Labels)
        {
            if (key.StartsWith(group + ".", StringComparison.Ordinal) && (key[(group.Length + 1)..] == written.Trim().ToLowerInvariant() || Folded.Of(vietnamese) == folded || Folded.Of(english) == folded))
            {
                return key[(group.Length + 1)..];
            }
        }

        return null;
    }
}
