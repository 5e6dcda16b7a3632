/**
 * Captured responses of real servers, sent again by a peer and compared with independent decoders.
 */
@NullMarked
package io.portprobe.examples.lab.captures;

import org.jspecify.annotations.NullMarked;
