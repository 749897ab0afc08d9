using Sextant.Programme.Conversions;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Imports.Papers;

/// <summary>The conversion plan that a table belongs to: <c>hue/1</c>.</summary>
internal static class ConversionScope
{
    /// <summary>Refuses a plan that is closed, or that who asks may not write.</summary>
    internal static async Task OpenAsync(ProgrammeContext context, string plan, (Viewer Viewer, PeopleReach Reach) who, CancellationToken cancellation)
    {
        RegisterConversion held = await context.HeldAsync<RegisterConversion>(plan, "conversion-none", cancellation).ConfigureAwait(false);
        if (!who.Viewer.Has(Right.WriteConversions, await who.Reach.LineAsync(held.Organisation, cancellation).ConfigureAwait(false)))
        {
            throw new RefusedException("not-allowed");
        }

        if (!ConversionSteps.IsOpen(held.State))
        {
            throw new RefusedException("conversion-closed", held.State);
        }
    }

    /// <summary>The plan on its way out; null when there is none.</summary>
    /// <param name="open">Whether everybody sees it once it is issued.</param>
    /// <exception cref="RefusedException">It is not to be seen by who asks.</exception>
    internal static async Task<ConversionView?> SeenAsync(ListReading reading, bool open, CancellationToken cancellation)
    {
        ConversionView? plan = await new ConversionStore(reading.Database).FindAsync(reading.Scope, reading.AsOf, cancellation).ConfigureAwait(false);
        return plan is null || (open && plan.Line.State == "issued") || await reading.MayAsync(Right.ReadConversions, plan.Line.Organisation, cancellation).ConfigureAwait(false)
            ? plan
            : throw new RefusedException("not-allowed");
    }
}
