/** DNS over UDP and TCP (RFC 1034, RFC 1035). */
@NullMarked
package io.portprobe.protocols.dns;

import org.jspecify.annotations.NullMarked;
