using Microsoft.EntityFrameworkCore;

namespace Sextant.Programme.Register;

/// <summary>The tables of communication.</summary>
internal static class CommunicationModel
{
    internal static void Add(ModelBuilder model)
    {
        ProgrammeContext.Versioned<RegisterKitItem>(model);
        ProgrammeContext.Versioned<RegisterKitFile>(model, row => row.Item);
        model.Entity<KitDownloadRow>().HasIndex(row => row.Stamp).IsUnique();
        ProgrammeContext.Versioned<RegisterPressItem>(model);
        ProgrammeContext.Versioned<RegisterPublicEvent>(model);
        model.Entity<EventEntryRow>().HasIndex(row => row.Key).IsUnique();
        model.Entity<EventEntryRow>().HasIndex(row => row.Stamp).IsUnique();
        model.Entity<EventEntryRow>().HasIndex(row => row.Event);
    }
}
