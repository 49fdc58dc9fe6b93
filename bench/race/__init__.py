"""What ``bench/render.py`` is made of: the job, the contenders, the measuring, the quality, the series, the report."""
