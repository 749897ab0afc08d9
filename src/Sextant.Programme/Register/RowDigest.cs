using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Sextant.Programme.Register;

/// <summary>Hashes of what rows say, without their bookkeeping.</summary>
internal static class RowDigest
{
    internal static JsonSerializerOptions Json { get; } = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new LocalTextConverter(), new DecimalConverter() },
    };

    /// <summary>The same for the audit log: without what a row says of private persons.</summary>
    internal static JsonSerializerOptions Audited { get; } = new(Json) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { PersonalAttribute.Hide } } };

    internal static string Of(RegisterRow row) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(row, row.GetType(), Json)));

    /// <summary>Gives each row its digest, and all of them one.</summary>
    internal static string OfAll(IReadOnlyCollection<RegisterRow> rows)
    {
        foreach (RegisterRow row in rows)
        {
            row.Digest = Of(row);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(rows.Select(row => row.Digest).Order(StringComparer.Ordinal)))));
    }

    /// <summary>Without trailing zeros: 9.0, as a database gives 9 back, is no other figure than 9.</summary>
    private sealed class DecimalConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }

    private sealed class LocalTextConverter : JsonConverter<LocalText>
    {
        public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            LocalText.FromJson(reader.GetString() ?? "{}");

        public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToJson());
    }
}
