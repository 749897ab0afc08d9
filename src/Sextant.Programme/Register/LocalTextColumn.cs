using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Sextant.Programme.Register;

/// <summary>Stores a text in several languages as one JSON object.</summary>
internal sealed class LocalTextColumn() : ValueConverter<LocalText, string>(text => text.ToJson(), json => LocalText.FromJson(json));
