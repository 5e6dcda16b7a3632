/** The check by BlockHound that no event loop blocks, and a test that blocks one on purpose. */
@NullMarked
package io.portprobe.blocking;

import org.jspecify.annotations.NullMarked;
