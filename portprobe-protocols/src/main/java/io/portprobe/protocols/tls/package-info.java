/**
 * What findings of several protocols say about TLS.
 *
 * <p>Start reading at {@link io.portprobe.protocols.tls.TlsSummary}, the only type.
 *
 * <p>May use: the JDK.
 */
@NullMarked
package io.portprobe.protocols.tls;

import org.jspecify.annotations.NullMarked;
