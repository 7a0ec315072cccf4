using Apsis.Exceptions;

namespace Apsis.Http;

/// <summary>Makes the exception of one API family from what a call met.</summary>
internal delegate ApsHttpException ApsFailed(string message, ApsHttpFailure failure, Exception? inner);
