"""What the school's and the ward's side share: engine, keys, blobs, verified backup."""
