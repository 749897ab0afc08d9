using Sextant.Programme.People;
using static Sextant.Web.Access.RouteLines;

namespace Sextant.Web.Access;

/// <summary>Ways to training, experts, the communication kit, the press and events.</summary>
internal static class LearningRoutes
{
    /// <summary>Every line.</summary>
    public static IReadOnlyList<RouteRule> All { get; } =
    [
        // Training. Everybody sees counts; who learns is seen by those who have the right.
        Get("/training", Right.ReadPublished),
        Post("/training", Right.WriteTraining),
        Get("/training/{id}", Right.ReadPublished),
        Post("/training/{id}", Right.WriteTraining, "Record"),
        Post("/training/{id}", Right.WriteTraining, "Session"),
        Post("/training/{id}", Right.WriteTraining, "Withdraw"),
        Get("/training/{id}/{number:int}", Right.ReadLearners),
        Post("/training/{id}/{number:int}", Right.WriteTraining, "Enrol"),
        Post("/training/{id}/{number:int}", Right.WriteTraining, "Mark"),
        Post("/training/{id}/{number:int}", Right.WriteTraining, "Remove"),
        Post("/training/{id}/{number:int}", Right.WriteTraining, "Issue"),
        Post("/training/{id}/{number:int}", Right.ReadLearners, "Papers"),
        // Units and their own people: whose somebody is, is asked as it is read or written.
        Get("/enrolments", Right.EnrolLearners),
        Get("/enrolments/{id}/{number:int}", Right.EnrolLearners),
        Post("/enrolments/{id}/{number:int}", Right.EnrolLearners, "Enrol"),
        Post("/enrolments/{id}/{number:int}", Right.EnrolLearners, "Remove"),
        Get("/learners", Right.ReadLearners),
        Post("/learners", Right.WriteTraining, "Merge"),
        Post("/learners", Right.WriteTraining, "Apart"),
        Get("/learners/{key}", Right.ReadLearners),
        Post("/learners/{key}", Right.WriteTraining, "Correct"),
        Post("/learners/{key}", Right.WriteTraining, "Unmerge"),
        Post("/learners/{key}", Right.WriteTraining, "Erase"),
        Post("/learners/{key}", Right.WriteTraining, "Revoke"),
        Post("/learners/{key}", Right.WriteTraining, "Propose"),
        Post("/learners/{key}", Right.WriteTraining, "Agreed"),
        Post("/learners/{key}", Right.WriteTraining, "Withdrawn"),
        Get("/certificates", Right.ReadPublished),
        Get("/certificates/{key}/paper", Right.EnrolLearners),
        Get("/certificates/{key}/paper", Right.EnrolLearners, "Docx"),
        Get("/experts", Right.ReadPublished),
        Get("/experts/own", Right.ReadPublished),
        Post("/experts/own", Right.ReadPublished),

        // The communication kit, the press, events. Strangers register within bounds; who did is read by who runs events.
        Get("/communication", Right.ReadPublished),
        Post("/communication", Right.WriteCommunication, "Kit"),
        Post("/communication", Right.WriteCommunication, "Event"),
        Post("/communication", Right.WriteCommunication, "Press"),
        Post("/communication", Right.WriteCommunication, "Withdraw"),
        Get("/communication/kit/{id}", Right.ReadPublished),
        Post("/communication/kit/{id}", Right.WriteCommunication, "Record"),
        Post("/communication/kit/{id}", Right.WriteCommunication, "Attach") with { Uploads = true },
        Post("/communication/kit/{id}", Right.WriteCommunication, "Withdraw"),
        Get("/communication/kit/{id}/{number:int}", Right.ReadPublished),
        Get("/communication/events/{id}", Right.ReadPublished),
        Post("/communication/events/{id}", Right.ReadPublished, "Register"),
        Post("/communication/events/{id}", Right.WriteCommunication, "Record"),
        Post("/communication/events/{id}", Right.WriteCommunication, "ThrowAway"),
        Post("/communication/events/{id}", Right.WriteCommunication, "Withdraw"),
    ];
}
