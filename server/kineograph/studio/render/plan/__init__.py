"""What every frame shows and when what sounds, decided before anything is decoded. Pure."""
