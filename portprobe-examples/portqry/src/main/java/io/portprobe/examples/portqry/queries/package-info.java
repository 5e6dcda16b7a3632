/**
 * The queries that PortQry knows, which port receives which query, and the sentences around the
 * responses.
 *
 * <p>Start reading at {@link io.portprobe.examples.portqry.queries.Query}. May use {@code
 * portprobe-core}, {@code portprobe-protocols}, and no other package of this module.
 */
@NullMarked
package io.portprobe.examples.portqry.queries;

import org.jspecify.annotations.NullMarked;
