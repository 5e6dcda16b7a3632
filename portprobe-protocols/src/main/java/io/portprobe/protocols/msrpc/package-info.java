/** The MS-RPC endpoint mapper (C706, MS-RPCE). */
@NullMarked
package io.portprobe.protocols.msrpc;

import org.jspecify.annotations.NullMarked;
