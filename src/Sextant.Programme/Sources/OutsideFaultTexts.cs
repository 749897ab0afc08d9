namespace Sextant.Programme.Sources;

/// <summary>The sentences of <see cref="OutsideFault"/>: what is wrong, where, and what to do.</summary>
public static class OutsideFaultTexts
{
    private static readonly Dictionary<string, (string Vi, string En)> Sentences = new(StringComparer.Ordinal)
    {
        ["too-large"] = ("tệp lớn hơn 64 MB: không phải tệp của nguồn này", "the file is larger than 64 MB: it is not one of this publisher's"),
        ["not-json"] = ("không phải JSON hợp lệ: hãy tải lại tệp từ nguồn", "not valid JSON: fetch the file again from the publisher"),
        ["no-data"] = ("không có mảng «data» với các dòng theo ngày: đây không phải tệp JSON thống kê IPv6 của APNIC", "there is no array \"data\" of days: this is not APNIC's JSON of IPv6 statistics"),
        ["not-row"] = ("không phải một dòng số liệu", "is no row of figures"),
        ["date"] = ("{0} không phải ngày dạng 2026-06-30, hoặc là ngày chưa đến", "{0} is no day like 2026-06-30, or one that has not come"),
        ["economy"] = ("{0} không phải mã nền kinh tế gồm hai chữ cái", "{0} is no code of an economy of two letters"),
        ["as"] = ("{0} không phải số hiệu mạng (ASN)", "{0} is no number of an autonomous system"),
        ["window"] = ("thiếu khối «30» (trung bình 30 ngày)", "the block \"30\" (30 days, smoothed) is missing"),
        ["percent"] = ("{0} không phải tỷ lệ từ 0 đến 100", "{0} is no percentage from 0 to 100"),
        ["samples"] = ("{0} không phải số mẫu", "{0} is no number of samples"),
        ["twice"] = ("{0} đã có trong tệp này", "{0} stands in this delivery already"),
        ["too-many"] = ("quá 2.000.000 điểm số liệu", "more than 2,000,000 points"),
        ["not-google"] = ("không tìm thấy dòng số liệu nào của Google: cần worldmap.js (từng nước) hoặc adoption.js (toàn cầu)", "no row of Google's was found: worldmap.js (each country) or adoption.js (the world) is needed"),
        ["cut"] = ("tệp bị cắt giữa chừng: hãy tải lại tệp từ nguồn", "the file was cut on its way: fetch it again from the publisher"),
        ["no-day"] = ("tệp không ghi ngày của số liệu: hãy nêu ngày", "the file does not say of which day its figures are: give the day"),
        ["empty"] = ("không có số liệu nào", "there is no figure in it"),
    };

    /// <summary>Every word, for tests.</summary>
    public static IReadOnlyCollection<string> Words => Sentences.Keys;

    /// <summary>One line: where, and what is wrong.</summary>
    public static string Line(OutsideFault fault, string language)
    {
        string where = fault.Place.Length == 0 ? Packs.PackFaults.Quote(fault.File) : $"{Packs.PackFaults.Quote(fault.File)} {fault.Place}";
        return $"{where}: {Sentence(fault, language)}";
    }

    /// <summary>What is wrong, without where.</summary>
    public static string Sentence(OutsideFault fault, string language)
    {
        (string vi, string en) = Sentences[fault.Word];
        return (language == "vi" ? vi : en).Replace("{0}", fault.Value, StringComparison.Ordinal);
    }
}
