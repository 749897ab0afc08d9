using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports;

/// <summary>One kind of table that can be brought into the register. It only says what the register should hold; the desk writes it.</summary>
public abstract class ImportForm
{
    /// <summary>Its columns.</summary>
    public abstract TableForm Table { get; }

    /// <summary>What who brings it in must have the right to.</summary>
    public abstract Right Right { get; }

    /// <summary>Whether it belongs to something that its columns do not name, as tasks belong to a plan.</summary>
    public virtual bool HasScope => false;

    /// <summary>Puts down what the register should hold, and all that is wrong with the rows.</summary>
    internal abstract Task ReadAsync(ImportReading reading, CancellationToken cancellation);

    /// <summary>Refuses to take back what other things rest on by now though none of its facts changed.</summary>
    internal virtual Task MayUndoAsync(ImportUndoing undoing, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>An import that somebody wants to take back.</summary>
internal sealed record ImportUndoing(ProgrammeContext Context, RegisterImport Import, Viewer Viewer, PeopleReach Reach);
