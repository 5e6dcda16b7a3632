/**
 * Reads the explicitly tagged ASN.1 structures of Kerberos (RFC 4120) and SPNEGO (RFC 4178).
 *
 * <p>Start with {@code TaggedFields}. May use {@code com.unboundid.asn1} only.
 */
@NullMarked
package io.portprobe.protocols.internal.asn1;

import org.jspecify.annotations.NullMarked;
