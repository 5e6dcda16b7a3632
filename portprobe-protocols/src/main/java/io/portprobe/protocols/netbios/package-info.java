/** The NetBIOS name service: node status (RFC 1001, RFC 1002). */
@NullMarked
package io.portprobe.protocols.netbios;

import org.jspecify.annotations.NullMarked;
