/**
 * What a peer sent, compared with expectations: components and lines of findings, certificates, and
 * the bytes of an answer. Start with {@code FindingComponents}. May use: the API of {@code
 * io.portprobe}.
 */
@NullMarked
package io.portprobe.testing.internal.finding;

import org.jspecify.annotations.NullMarked;
