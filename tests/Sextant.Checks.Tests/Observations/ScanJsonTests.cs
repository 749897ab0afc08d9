using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Web;

namespace Sextant.Checks.Tests.Observations;

public sealed class ScanJsonTests
{
    // Scans are named by the hash of their bytes: what writes them may become faster, not different.
    [Fact]
    public void What_is_known_when_built_writes_the_bytes_that_reflection_writes() => Assert.All(
        WebClassTests.Names().Select(row => WebClassTests.ScanOf(row.Data)),
        scan =>
        {
            var kept = new ArrayBufferWriter<byte>();
            ScanJson.Write(scan, kept);
            Assert.Equal(JsonSerializer.Serialize(scan, ScanJson.Options), Encoding.UTF8.GetString(ScanJson.Write(scan)));
            Assert.Equal(ScanJson.Write(scan), kept.WrittenSpan);
        });

    // Also what no scan of the tests holds.
    [Fact]
    public void Every_record_of_a_scan_has_the_same_properties_in_the_same_order()
    {
        var built = new JsonSerializerOptions(ScanJson.Options) { TypeInfoResolver = ScanWriting.Default };
        var seen = new HashSet<Type>();
        var left = new Queue<Type>([typeof(Scan)]);
        while (left.TryDequeue(out Type? type))
        {
            if (seen.Add(type))
            {
                JsonTypeInfo reflected = ScanJson.Options.GetTypeInfo(type);
                JsonTypeInfo known = built.GetTypeInfo(type);
                Assert.Equal((type, reflected.Kind), (type, known.Kind));
                Assert.Equal(reflected.Properties.Where(IsWritten).Select(Line), known.Properties.Where(IsWritten).Select(Line));
                Array.ForEach([.. known.Properties.Where(IsWritten).Select(property => property.PropertyType), reflected.ElementType, reflected.KeyType], part => { if (part is not null) { left.Enqueue(part); } });
            }
        }

        Assert.True(seen.Count > 40, $"only {seen.Count} types were compared");
    }

    private static bool IsWritten(JsonPropertyInfo property) => property.Get is not null;

    private static string Line(JsonPropertyInfo property) => $"{property.Order} {property.Name}: {property.PropertyType}";
}
