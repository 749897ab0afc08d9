using Sextant.Programme.Register;
using System.Text.Json.Serialization;

namespace Sextant.Web.Api.Areas.Learning;

/// <summary>How many are on the lists, came (one person in two sessions is two turns), passed, and how many persons that is.</summary>
public sealed record TrainingCountsShape(int Enrolled, int Turns, int Passed, int Persons);

/// <summary>A course with its sessions, the newest first.</summary>
public sealed record CourseShape(
    string Id, string Title, string Level, string? Audience, string? Content, [property: Unit("hours")] int? Hours, [property: Unit("months")] int? CertificateMonths, TrainingCountsShape Counts,
    IReadOnlyList<SessionShape> Sessions);

/// <summary>One time that a course is held: <c>planned</c>, <c>held</c> or <c>cancelled</c>. Who teaches is told to who may read lists.</summary>
public sealed record SessionShape(
    int Number, DateOnly Starts, DateOnly Ends, string Mode, string? Place, string? Teacher, int? Capacity, int Parts, string State, TrainingCountsShape Counts);

/// <summary>A session with its whole list; without it for who may write and not read lists.</summary>
public sealed record SessionListShape(string Course, SessionShape Session, IReadOnlyList<EnrolmentShape> List);

/// <summary>A person of a list: the parts attended, <c>passed</c>, <c>failed</c> or nothing yet, and the certificate that holds.</summary>
public sealed record EnrolmentShape(LearnerShape Learner, IReadOnlyList<int> Attended, string? Result, string? Certificate);

/// <summary>A course to write: levels are <c>awareness</c>, <c>basic</c>, <c>advanced</c>, <c>expert</c>. Without months a certificate holds without end.</summary>
public sealed record CourseBody(string Title, [property: OneOf(typeof(TrainingWords), nameof(TrainingWords.Levels))] string Level, string? Audience = null, string? Content = null, [property: Unit("hours")] int? Hours = null, [property: Unit("months")] int? CertificateMonths = null);

/// <summary>A session to write: its mode is <c>place</c>, <c>online</c> or <c>both</c>.</summary>
public sealed record SessionBody(
    DateOnly Starts, [property: OneOf(typeof(TrainingWords), nameof(TrainingWords.Modes))] string Mode, DateOnly? Ends = null, string? Place = null, string? Teacher = null, int? Capacity = null, int Parts = 1, [property: OneOf(typeof(TrainingWords), nameof(TrainingWords.States))] string State = "planned");

/// <summary>A person to enrol or correct: known again by e-mail, or by staff number within a unit.</summary>
public sealed record LearnerBody(string Name, string? Organisation = null, string? UnitText = null, string? Email = null, string? StaffNumber = null, string? Job = null);

/// <summary>What is noted of persons; of those that are not named nothing changes.</summary>
public sealed record MarksBody(IReadOnlyList<MarkBody> Marks);

/// <summary>What is noted of one person.</summary>
public sealed record MarkBody(string Learner, IReadOnlyList<int> Attended, string? Result = null);

/// <summary>Who is taken off a list, and why.</summary>
public sealed record EnrolmentRemoval(string Learner, string Reason);

[JsonSerializable(typeof(ApiPage<CourseShape>))]
[JsonSerializable(typeof(SessionListShape))]
[JsonSerializable(typeof(CourseBody))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(LearnerBody))]
[JsonSerializable(typeof(MarksBody))]
[JsonSerializable(typeof(EnrolmentRemoval))]
internal sealed partial class TrainingJson : JsonSerializerContext;
