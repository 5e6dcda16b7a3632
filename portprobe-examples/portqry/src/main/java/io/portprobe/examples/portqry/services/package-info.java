/**
 * The names of services, from the list of portqry and from files of the user.
 *
 * <p>Start reading at {@link io.portprobe.examples.portqry.services.ServiceNames}. May use {@code
 * portprobe-core} and the packages {@code console} and {@code options}.
 */
@NullMarked
package io.portprobe.examples.portqry.services;

import org.jspecify.annotations.NullMarked;
