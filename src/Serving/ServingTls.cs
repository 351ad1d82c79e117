namespace Tracking.Serving;

/// <summary>TLS of a serve host: HTTP/1.1 and HTTP/2 are negotiated, so gRPC works too.</summary>
/// <param name="CertificateFile">A PEM file with the certificate and those between it and the root.</param>
/// <param name="KeyFile">A PEM file with its key; null if the certificate's file has it.</param>
public sealed record ServingTls(string CertificateFile, string? KeyFile = null);
