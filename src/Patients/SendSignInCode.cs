using Frontdesk.Platform;

namespace Frontdesk.Patients;

/// <summary>Text the code of a challenge; done by Messaging, which calls <see cref="SignInCodes.Make"/> at the moment of sending.</summary>
public sealed record SendSignInCode(Guid ChallengeId) : IJob;
